import { TurnShare } from './turnShare.ts';

function wait(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;) {}
}

/** How long the turn that begins now may be held, ms. */
function shareOf(share: TurnShare): number {
  const now = performance.now();
  return share.begin() - now;
}

describe('TurnShare', () => {
  it('is the least where nobody else had anything to do', () => {
    // The machine itself may hold up one of them, but not all.
    const shares = Array.from({ length: 50 }, () => {
      const share = new TurnShare(2, 500);
      share.begin();
      share.end(true);
      return shareOf(share);
    });
    expect(Math.min(...shares)).toBeLessThan(3);
  });

  it('is as long as what others did since the turn before, up to the most', () => {
    const share = new TurnShare(2, 60_000);
    share.begin();
    share.end(true);
    wait(30);
    expect(shareOf(share)).toBeGreaterThanOrEqual(30);
    const bounded = new TurnShare(2, 5);
    bounded.begin();
    bounded.end(true);
    wait(30);
    expect(bounded.begin() - performance.now()).toBeLessThanOrEqual(5);
  });

  it('does not count the time in which there was nothing to do', () => {
    const share = new TurnShare(2, 60_000);
    share.begin();
    share.end(false);
    wait(30);
    expect(share.begin() - performance.now()).toBeLessThanOrEqual(2);
  });
});
