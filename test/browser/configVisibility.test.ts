import type { VisibilityOptions } from '../../src/shared/visibility.ts';
import { ENDS } from '../workbench/indexPage.ts';
import { held, putSettings, saveAndTest, startFull } from './configPage.ts';
import { choose, picture, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
beforeEach(() => startFull(stage));
afterAll(() => stage?.stop());

const policyHeld = async () => (await held(stage)).jsonData['visibility'] as VisibilityOptions | undefined;

describe.each(ENDS)('visibility by customer on Grafana %s', (end) => {
  it('should write a rule with lists, say what is wrong with it, and keep it while it is off', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page, errors } = opened;
    const section = page.getByRole('region', { name: 'Visibility by customer' });
    await section.getByRole('button', { name: 'Expand Visibility by customer' }).click();
    const policy = section.getByLabel(/^Show people only/);
    await policy.locator('..').click();
    const first = section.getByRole('group', { name: 'Visibility rule 1' });
    await eventually(() => first.getByLabel(/^Allow, Customers/).inputValue()).toBe('*');

    await section.getByRole('button', { name: 'Add rule' }).click();
    const second = section.getByRole('group', { name: 'Visibility rule 2' });
    await second.getByText('Visibility rule 2 neither allows nor denies anything.').waitFor();
    const named = second.getByLabel(/^Named/);
    await named.focus();
    await page.keyboard.press('Tab');
    await second.getByText('Named is missing.').waitFor();
    await choose(page, 'Who', 'Role', second);
    await second.getByLabel(/^Named/).fill('Owner');
    await second.getByText('Named must be among Admin, Editor, Viewer.').waitFor();
    await picture(page, `config-visibility-${end}`);
    await second.getByLabel(/^Named/).fill('Viewer\n');
    await second.getByLabel(/^Allow, Customers/).fill('Contoso, Ltd.\nFabrikam');
    await second.getByLabel(/^Deny, Tags/).fill('team=north');
    await saveAndTest(opened);
    const rules = [
      { subject: 'role', values: ['Admin'], allow: { customers: ['*'] } },
      {
        ...{ subject: 'role', values: ['Viewer'] },
        ...{ allow: { customers: ['Contoso, Ltd.', 'Fabrikam'] }, deny: { tags: ['team=north'] } },
      },
    ];
    await expect(policyHeld()).resolves.toEqual({ enabled: true, rules });

    await first.getByRole('button', { name: 'Remove Visibility rule 1' }).click();
    await section.getByText('No rule shows administrators everything').waitFor();
    await policy.locator('..').click();
    await saveAndTest(opened);
    await expect(policyHeld()).resolves.toEqual({ enabled: false, rules: rules.slice(1) });
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should show a policy that came with the settings', async () => {
    const visibility = { rules: [{ subject: 'alerting', allow: { customers: ['*'] } }, { subject: 'team' }] };
    await putSettings(stage, { ...stage.simulator.jsonData, visibility }, stage.simulator.secureJsonData);
    const opened = await stage.open(end, { tab: 'settings' });
    const section = opened.page.getByRole('region', { name: 'Visibility by customer' });
    await section.getByText('The evaluation of alert rules, whoever wrote them').waitFor();
    await section.getByText('Who must be one of org, role, login, email, alerting, nobody.').waitFor();
    await expect(saveAndTest(opened)).resolves.toContain(
      'Visibility rule 2, Who: Grafana does not tell plugins of teams',
    );
    await opened.page.close();

    const { page } = await stage.open(end, { tab: 'settings', provisioned: '1' });
    const readOnly = page.getByRole('region', { name: 'Visibility by customer' });
    const rule = readOnly.getByRole('group', { name: 'Visibility rule 1' });
    await eventually(() => rule.getByLabel(/^Allow, Customers/).isDisabled()).toBe(true);
    await eventually(() => readOnly.getByRole('button', { name: /rule/ }).count()).toBe(0);
    await page.close();
  });
});
