import type { Reply } from '../../core/http.ts';
import type { AuthorizeRequest } from './authorizeRequest.ts';

interface User {
  userPrincipalName: string;
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { min-height: 100vh; margin: 0; display: grid; place-items: center; background: light-dark(#eef2f7, #10151c); }
  main { width: min(26rem, calc(100vw - 4rem)); padding: 2rem; border-radius: .5rem; background: light-dark(#fff, #1b222c);
    box-shadow: 0 .25rem 1.5rem rgb(0 0 0 / 18%); }
  h1 { margin: 0 0 1rem; font-size: 1.4rem; font-weight: 600; }
  .mark { margin: 0 0 1.5rem; padding: .4rem .75rem; border-left: .25rem solid #c27803; font-size: .85rem;
    background: light-dark(#fdf3dc, #33290f); }
  ul { padding-left: 1.2rem; overflow-wrap: anywhere; }
  label, input[type=text], select { display: block; width: 100%; box-sizing: border-box; }
  input[type=text], select { margin: .25rem 0 1rem; padding: .5rem; font: inherit; }
  label.tick { margin-bottom: 1.5rem; }
  button { padding: .5rem 1.5rem; border: 1px solid #5b6b80; border-radius: .25rem; font: inherit; background: none;
    color: inherit; cursor: pointer; }
  button.first { border-color: #1459b3; background: #1459b3; color: #fff; }
`;

/** A person signs in and accepts what the application asks for, or declines. Posts to its own address. */
export function signInPage(request: AuthorizeRequest, user: User): string {
  const scopes = request.scope.split(/\s+/).filter(Boolean);
  return page(
    'Sign in',
    `<p><strong>${escape(request.app.displayName)}</strong> wants to sign you in to
      <strong>${escape(request.tenant.displayName)}</strong> and asks for:</p>
    <ul>${scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')}</ul>
    <form method="post">${userFields(user)}${BUTTONS}</form>`,
  );
}

/** Takes the code that a device shows. */
export function devicePage(typed: string, user: User): string {
  return page(
    'Enter code',
    `<form method="post">
      <label>Code that your device shows
        <input type="text" name="user_code" value="${escape(typed)}" autocomplete="off" required></label>
      ${userFields(user)}${BUTTONS}</form>`,
  );
}

export function errorPage(sentence: string): string {
  return page('Sign-in failed', `<p role="alert">${escape(sentence)}</p>`);
}

export function notePage(title: string, sentence: string): string {
  return page(title, `<p>${escape(sentence)}</p>`);
}

/** Response mode `form_post`: the browser carries the answer in a form. */
export function formPostPage(action: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  return page(
    'Working',
    `<form method="post" action="${escape(action)}">${inputs.join('')}<button class="first">Continue</button></form>
    <script>document.forms[0].submit()</script>`,
  );
}

export function htmlReply(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body };
}

const BUTTONS = `<button class="first" name="decision" value="accept">Accept</button>
  <button name="decision" value="decline">Decline</button>`;

function userFields(user: User): string {
  return `<label>Account
      <select name="user"><option>${escape(user.userPrincipalName)}</option></select></label>
    <label class="tick"><input type="checkbox" name="mfa" value="on" checked> Multi-factor authentication was done</label>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} - sign-in simulator</title><style>${STYLE}</style></head>
<body><main><p class="mark">A simulator. No real account is asked for, and none would work.</p>
<h1>${escape(title)}</h1>${content}</main></body></html>`;
}

function escape(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
