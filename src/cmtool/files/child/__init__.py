"""Programs run as processes of their own, with little memory and time, for what may abort or never end."""
