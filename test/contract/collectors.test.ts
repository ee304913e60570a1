import { SECTIONS } from '../../src/backend/estate/model.ts';
import { baseNames, readmeRows } from './sources.ts';

test('a collector has its places: a section, a file, a README row', () => {
  const sections = [...SECTIONS].sort();
  const files = baseNames('src/backend/estate/collectors', '.ts').filter((name) => !name.endsWith('.test'));
  expect(files).toEqual(sections);
  expect(readmeRows('Collectors')).toEqual(sections);
});
