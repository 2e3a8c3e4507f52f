import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** A page in another language shows no word of this one: what people read stands in `web/src/words`. */
const textOutsideOfWords = [
  'JSXText[value=/\\p{L}/u]',
  'JSXElement > JSXExpressionContainer > Literal[value=/\\p{L}/u]',
  'JSXElement > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/\\p{L}/u]',
  'JSXElement > JSXExpressionContainer :matches(ConditionalExpression, LogicalExpression) > Literal.right[value=/\\p{L}/u]',
  'JSXElement > JSXExpressionContainer > ConditionalExpression > Literal[value=/\\p{L}/u]',
  'JSXAttribute[name.name=/^(label|title|placeholder|description|alt|caption|submit|aria-label|aria-description|closeLabel)$/] Literal[value=/\\p{L}/u]',
  'Property[key.name=/^(name|label|title|text|caption|message|description)$/] > Literal[value=/^\\p{Lu}\\p{Ll}/u]',
  ':not(JSXAttribute[name.name="className"], NewExpression) > Literal[value=/\\p{Ll}{2,} \\p{Ll}{2,}/u]',
].map((selector) => ({ selector, message: 'Text for people stands in web/src/words.' }));

/** What oxlint cannot say (`.oxlintrc.json`, the rules of everything else): the rules of React and of our words. */
export default tseslint.config(
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    ignores: ['web/src/api/schema.d.ts'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    ignores: ['web/src/words/**', 'web/src/api/schema.d.ts', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...textOutsideOfWords] },
  },
);
