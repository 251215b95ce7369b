"""Speed, memory and accuracy, shown in figures."""
