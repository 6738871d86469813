const letters = { ß: 'ss', ø: 'o', œ: 'o', æ: 'a', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ŋ: 'n', ħ: 'h' };

/**
 * A name as it is looked for: without case, accents and punctuation, and with one spelling for what is spelt in several ways. Köln,
 * Koeln and koln are the same, and so are St. Moritz and Sankt Moritz.
 * @param {string} text
 * @returns {string}
 */
export const fold = (text) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[ßøœæłđðþıŋħ]/g, (letter) => letters[/** @type {keyof typeof letters} */ (letter)])
    .replace(/['’ʻ`.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trimStart()
    .replace(/([aou])e/g, '$1')
    .replace(/\b(?:st|sankt|sainte?|santo?|sao) /g, 'st ')
    .replace(/\bkoh /g, 'ko ')
    .replace(/^(?:mt|mount|monte|mont) /, 'mount ')
    .replace(/ +/g, ' ');
