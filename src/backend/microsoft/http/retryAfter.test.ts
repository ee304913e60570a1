import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { readRetryAfter } from './retryAfter.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');

test.each([
  [{ 'Retry-After': '17' }, 17_000],
  [{ 'Retry-After': '0' }, 0],
  [{ 'Retry-After': 'Fri, 20 Nov 2026 12:00:30 GMT' }, 30_000],
  [{ 'Retry-After': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '250', 'Retry-After': '9' }, 250],
  [{ 'x-ms-retry-after-ms': '300' }, 300],
  [{ 'Retry-After': '999999999' }, 86_400_000],
  [{ 'Retry-After': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 86_400_000],
  [{ 'Retry-After': 'soon' }, undefined],
  [{ 'Retry-After': '-5' }, undefined],
  [{}, undefined],
])('reads %j as %s ms', (headers, expected) => {
  expect(readRetryAfter(createHttpHeaders(headers), NOW)).toBe(expected);
});
