"""Units, departments, posts and officers, and which powers an officer has on a day."""
