import { SECTIONS } from '../../src/backend/estate/model/sections.ts';
import { baseNames, readmeRows } from './sources.ts';

/** Sections that discovery reads: what they find decides what the collectors are asked for. */
const DISCOVERED = ['customers', 'subscriptions'];
/** What the collectors' folder holds beside one file a collector. */
const COMMON = ['collector', 'index'];

test('a collector has its places: a section, a file, a README row', () => {
  const files = baseNames('src/backend/estate/collectors', '.ts').filter(
    (name) => !name.endsWith('.test') && !COMMON.includes(name),
  );
  const sections = [...SECTIONS].sort();
  expect([...files, ...DISCOVERED].sort()).toEqual(sections);
  expect(readmeRows('Collectors')).toEqual(sections);
});
