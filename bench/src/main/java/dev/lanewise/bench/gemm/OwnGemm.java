package dev.lanewise.bench.gemm;

import dev.lanewise.kernel.choice.KernelChoice;

/** Lanewise's kernels and the twins that show what each idea is worth. */
enum OwnGemm implements GemmSystem {
    LANEWISE("lanewise") {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new PanelGemm(KernelChoice.choose("simd"), operands, threads);
        }
    },
    REFERENCE("reference") {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new PanelGemm(KernelChoice.choose("reference"), operands, threads);
        }
    },
    SCALAR("scalar") {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new ScalarGemm(operands);
        }
    },
    NAIVE_VECTOR("naive-vector") {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new NaiveVectorGemm(operands);
        }
    };

    private final String label;

    OwnGemm(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
