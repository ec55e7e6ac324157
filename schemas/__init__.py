"""The contracts: what crosses a Kafka topic, and the facts of each topic. Imports nothing of `streams`."""
