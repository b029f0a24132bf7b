"""What each command does, step by step: the only place where files and rules meet."""
