// Unpacks what Brotli compressed: node unpack.js PACKED UNPACKED
const { createReadStream, createWriteStream } = require("fs");
const { pipeline } = require("stream/promises");
const { createBrotliDecompress } = require("zlib");

pipeline(createReadStream(process.argv[2]), createBrotliDecompress(), createWriteStream(process.argv[3]));
