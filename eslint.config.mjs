import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
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

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'web/dist/',
      'web/src/api/schema.d.ts',
      'coverage/',
      'data/',
      'docs/',
      '.data/',
      '.jest-cache/',
      'client/src/schema.d.ts',
      'client/src/operations.ts',
      'client/dist/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // Doors and parts are objects of closures, without `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Empty until modules add to it.
      '@typescript-eslint/no-empty-object-type': ['error', { allowWithName: '^Scopes$' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    ignores: ['web/src/words/**', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...textOutsideOfWords] },
  },
  {
    files: ['web/public/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
  },
  {
    files: ['tests/**/*.ts', '**/*.test.ts'],
    rules: {
      // Answers are held against the OpenAPI document by the test client, then read freely.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    // The clients are type-checked by their tests, beside the types that are made for them.
    files: ['tests/generated-client/**', 'client/**'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
      },
    },
  },
  prettier,
);
