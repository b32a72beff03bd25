"""自身建设: who serves in the commission, what they learn, whom they met, who asked them about cases."""
