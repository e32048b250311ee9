package dev.lanewise.bench.gemm;

import dev.lanewise.kernel.choice.KernelChoice;

/** Lanewise's kernels and the twins that show what each idea is worth. */
enum OwnGemm implements GemmSystem {
    LANEWISE("lanewise", true) {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new PanelGemm(KernelChoice.choose("simd"), operands, threads);
        }
    },
    REFERENCE("reference", true) {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new PanelGemm(KernelChoice.choose("reference"), operands, threads);
        }
    },
    SCALAR("scalar", false) {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new ScalarGemm(operands);
        }
    },
    NAIVE_VECTOR("naive-vector", false) {
        @Override
        public Gemm prepare(Operands operands, int threads) {
            return new NaiveVectorGemm(operands);
        }
    };

    private final String label;
    private final boolean parallel;

    OwnGemm(String label, boolean parallel) {
        this.label = label;
        this.parallel = parallel;
    }

    @Override
    public boolean parallel() {
        return parallel;
    }

    @Override
    public String label() {
        return label;
    }
}
