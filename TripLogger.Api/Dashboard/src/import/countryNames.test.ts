import { afterEach, describe, expect, it, vi } from 'vitest';
import { countryCodes } from '../ui/countries';
import { findCountry } from './countryNames';

afterEach(() => vi.unstubAllGlobals());

describe('a country', () => {
  it.each([
    ['CZ', 'CZ'],
    ['cz', 'CZ'],
    ['CZE', 'CZ'],
    ['Czechia', 'CZ'],
    ['Czech Republic', 'CZ'],
    ['Tschechien', 'CZ'],
    ['Česko', 'CZ'],
    [' SÜDAFRIKA ', 'ZA'],
    ['Cote d’Ivoire', 'CI'],
    ["Côte d'Ivoire", 'CI'],
    ['Ivory Coast', 'CI'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Türkei', 'TR'],
    ['Turkey', 'TR'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['United States', 'US'],
    ['UK', 'GB'],
    ['Großbritannien', 'GB'],
    ['Grossbritannien', 'GB'],
    ['日本', 'JP'],
    ['Niger', 'NE'],
    ['Georgia', 'GE'],
  ])('is found by %s', (text, code) => {
    expect(findCountry(text)).toBe(code);
  });

  it.each(['', 'XX', 'Atlantis', 'Kongo', 'Korea', 'EU', 'Europe', '001'])('is not found by "%s"', (text) => {
    expect(findCountry(text)).toBeUndefined();
  });

  it("is found by its name in the browser's languages", async () => {
    vi.resetModules();
    vi.stubGlobal('navigator', { languages: ['et-EE', 'en'] });
    const { findCountry: find } = await import('./countryNames');
    expect([find('Saksamaa'), find('Germany'), find('Deutschland')]).toEqual(['DE', 'DE', 'DE']);
  });

  it('is found by each of its codes and by its name in English', () => {
    const names = new Intl.DisplayNames('en', { type: 'region' });
    for (const code of countryCodes) {
      expect([code, findCountry(code)]).toEqual([code, code]);
      expect([code, findCountry(names.of(code) ?? '')]).toEqual([code, code]);
    }
  });
});
