import { eventsPageUrl, eventUrl } from './eventLinks.ts';

const PORTAL = 'https://portal.azure.com';
const ID = 'bba14129-e895-429b-8809-278e836ecdb3';

test("Microsoft's own example of a link", () => {
  expect(eventUrl(PORTAL, '0DET-URB', ID)).toBe('https://app.azure.com/h/0DET-URB/bbadb3');
});

test.each(['javascript:alert(1)', '../x', 'A B', '', 'x'.repeat(65)])('%j becomes no link', (trackingId) => {
  expect(eventUrl(PORTAL, trackingId, ID)).toBeNull();
});

test('other clouds have no such link; the portal has a page in each of them', () => {
  expect(eventUrl('https://portal.azure.us', '0DET-URB', ID)).toBeNull();
  expect(eventsPageUrl('https://portal.azure.us', ID, 'PlannedMaintenance')).toBe(
    `https://portal.azure.us/#@${ID}/blade/Microsoft_Azure_Health/AzureHealthBrowseBlade/plannedMaintenance`,
  );
  expect(eventsPageUrl(PORTAL, 'not a guid', null)).toBe(
    `${PORTAL}/#blade/Microsoft_Azure_Health/AzureHealthBrowseBlade/serviceIssues`,
  );
});
