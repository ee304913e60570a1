import { CspError } from './errors.ts';

test('half a character in what Microsoft calls an error does not get into sentences and codes', () => {
  const code = 'Bad\ud800';
  const error = new CspError(`It failed. (${code})`, { code, status: 502, source: 'downstream' });
  expect([error.message, error.code]).toEqual(['It failed. (Bad\ufffd)', 'Bad\ufffd']);
});
