// A peer that never ends and answers to no signal that it could catch.
process.on('SIGTERM', () => {});
for (;;) Math.random();
