#!/bin/sh
# Renders the sample clips beside this script with espeak-ng (any 1.5x): sh render.sh
# Clip by clip: file name, voice, pitch (0-99), speed (words per minute), amplitude (0-200), text.
set -eu
cd "$(dirname "$0")"

render() {
    espeak-ng -v "$2" -p "$3" -s "$4" -a "$5" -w "$1.wav" "$6"
}

render voice-1-calm     en-us     35 130  70 "The meeting starts at ten o'clock."
render voice-2-brisk    en-gb     70 210 140 "Quick, the train is leaving right now!"
render voice-3-high     en-us+f3  85 175 120 "What a lovely surprise to see you here."
render voice-4-low      en-gb+m7  10 140  90 "It has been raining since yesterday."
render voice-5-word     en-us+f2  50 150 110 "Say the word, bean."
