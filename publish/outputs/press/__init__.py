"""Put right on the finished page what the engine leaves wrong, for the press and for the screen."""
