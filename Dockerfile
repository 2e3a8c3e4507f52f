# syntax=docker/dockerfile:1
# The product in one image: the server, the operators' commands (`node dist/src/cli.js`), and the browser app.
# docs/operations.md says what it needs of the environment.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY web/package.json web/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
# What reaches a container comes from its network; log files would fill its writable layer.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    METRICS_HOST=0.0.0.0 \
    DATA_FOLDER=/data \
    LOG_FOLDER=off
WORKDIR /app
RUN install -d -o node -g node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/web/dist ./web/dist
COPY --from=build /app/assets ./assets
COPY --from=build /app/data ./data
USER node
VOLUME /data
EXPOSE 3000
# 5 s of grace, 25 s to finish what is under way: give it 35 before SIGKILL.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# A young generation of 4 MB: some 25 MB less at rest (docs/performance.md).
CMD ["node", "--max-semi-space-size=4", "dist/src/main.js"]
