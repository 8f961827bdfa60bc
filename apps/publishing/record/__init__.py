"""The public record: what was published, withdrawn and retracted, in chains of digests; its archive, and how it is checked."""
