-- One database for each service that keeps something: they share a server here and nothing else.
CREATE DATABASE status;
CREATE DATABASE dispatcher;
CREATE DATABASE fallback;
