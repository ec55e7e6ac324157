"""First stage: from what a newsroom sent to the text that a reporter wrote."""
