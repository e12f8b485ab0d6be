export default { url: "https://benchmark.example", title: "Fictional Benchmark Health", phone: "+13125550100" };
