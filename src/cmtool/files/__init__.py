"""The world: workbooks read and written, policies, sealed months, the lock and the atomic publish."""
