import { expect, it } from 'vitest';
import { brokenRule } from './passwordRules';

it.each(['Correct-horse-7', 'Abcdefgh1!', 'Ab1 cdefghi'])('“%s” is a password', (password) => expect(brokenRule(password)).toBeNull());

it.each(['', 'Short-1', 'lowercase-only-1', 'UPPERCASE-ONLY-1', 'No-digit-here', 'NoSymbol123', 'NoSymbol123 '])(
  '“%s” is none',
  (password) => expect(brokenRule(password)).not.toBeNull(),
);
