/** For every test file of the project that runs on the plain gateway, which speaks none of Stripe's words. */
process.env.TEST_GATEWAY = 'plain';
