"""What differs per language: locales, numbers in every writing, units, scripts, glossary and phrasebook loading."""
