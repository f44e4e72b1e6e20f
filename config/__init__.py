"""Settings, addresses and the server: how the rooms are put together and started."""
