import { growth } from '../../../../test/growth.ts';
import { plainText } from './plainText.ts';

describe('plainText', () => {
  it.each([
    ['Available', 'Available'],
    ['<p>One</p><p>Two</p>', 'One Two'],
    ['a<br/>b<BR>c', 'a b c'],
    ['wo<b>r</b>d', 'word'],
    ['Tom &amp; Jerry &lt;3 &quot;x&quot; &#39;y&#x27;', 'Tom & Jerry <3 "x" \'y\''],
    ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['<a href="https://aka.ms/x" onclick="alert(1)">help</a>', 'help'],
    ['before<script>alert(1)</script>after<style>p{}</style>', 'beforeafter'],
    ['cut <a href="https://aka.ms', 'cut'],
    ['5 < 6 and 7 > 2', '5 < 6 and 7 > 2'],
    ['  much \n\t room&nbsp; ', 'much room'],
    ['&unknown; &#0; &#xd800; &#x110000;', '&unknown; &#0; &#xd800; &#x110000;'],
    ['<!-- hidden -->shown', 'shown'],
  ])('makes %p into %p', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it('takes time in proportion to the text', () => {
    const read = (size: number) => plainText('<'.repeat(size) + '<script'.repeat(size / 10) + '<!--'.repeat(size / 10));
    expect(growth(read, 20_000)).toBeLessThan(24);
  });
});
