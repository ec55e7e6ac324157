"""The alert desk: a page that follows the topic `alerts` by itself, and shows what stands and why."""
