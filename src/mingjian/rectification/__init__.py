"""整改、建议书和后半篇文章: findings put right, letters of advice, what follows a case."""
