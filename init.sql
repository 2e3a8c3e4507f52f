-- Run once by the database's image when its volume is empty, as root: docker-compose.yml mounts it. The product makes its
-- own tables at its first start.

-- The product's database, in the collation of its tables: every text is compared byte by byte.
CREATE DATABASE IF NOT EXISTS mcx CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
ALTER DATABASE mcx CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
GRANT ALL PRIVILEGES ON mcx.* TO 'mcx'@'%';

-- The tests make a schema of their own for each file, called mcx_test_…
GRANT ALL PRIVILEGES ON `mcx\_test\_%`.* TO 'mcx'@'%';
