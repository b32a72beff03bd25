"""自身建设: the commission's own staff; for now the register of intercessions."""
