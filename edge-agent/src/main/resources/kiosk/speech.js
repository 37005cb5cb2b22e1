import { spoken } from './words.js';

const voices = globalThis.speechSynthesis;

/** Whether this browser has a voice for the language on the screen. */
export const canSpeak = () => Boolean(voices?.getVoices().some((one) => one.lang.toLowerCase().startsWith(spoken())));

/** Reads a sentence aloud instead of the one before; silent where there is no voice. @param {string} text */
export function readAloud(text) {
  if (!text || !canSpeak()) return;
  voices.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.lang = spoken();
  voices.speak(said);
}

export const hush = () => voices?.cancel();

/** Browsers load their voices late. @param {() => void} heard */
export const whenVoicesChange = (heard) => voices?.addEventListener('voiceschanged', heard);
