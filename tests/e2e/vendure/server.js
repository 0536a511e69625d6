// A Vendure server on loopback for the conformance tests. Its data folder is the first argument, its port comes from PORT (0 is not possible).
'use strict';
const path = require('path');
const fs = require('fs');
const { bootstrap, dummyPaymentHandler, DefaultJobQueuePlugin, DefaultSearchPlugin, JobQueueService, DefaultLogger, LogLevel } =
    require('@vendure/core');
const { AssetServerPlugin } = require('@vendure/asset-server-plugin');

const port = Number(process.env.PORT);
const folder = path.resolve(process.argv[2] || 'data');
fs.mkdirSync(folder, { recursive: true });

bootstrap({
    logger: new DefaultLogger({ level: LogLevel.Error }),
    apiOptions: { port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: {
        tokenMethod: ['bearer', 'cookie', 'api-key'],
        superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
    },
    dbConnectionOptions: { type: 'sqljs', autoSave: true, location: path.join(folder, 'vendure.sqlite'), synchronize: true, logging: false },
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    // A stranger's shop has no fields of ours: TENGQIAO_STRANGER=1.
    customFields: process.env.TENGQIAO_STRANGER ? {} : {
        Product: [
            { name: 'externalId', type: 'string', unique: true, nullable: true },
            { name: 'attributes', type: 'text', nullable: true },
            { name: 'tagline', type: 'localeString', nullable: true },
        ],
        ProductVariant: [{ name: 'priceTiers', type: 'text', nullable: true }],
    },
    plugins: [
        AssetServerPlugin.init({ route: 'assets', assetUploadDir: path.join(folder, 'assets') }),
        DefaultJobQueuePlugin,
        DefaultSearchPlugin,
    ],
})
    .then((app) => app.get(JobQueueService).start())
    .then(() => console.log('READY'))
    .catch((error) => {
        console.error(String(error && error.message));
        process.exit(1);
    });
