package dev.lanewise.bench.training;

import dev.lanewise.bench.workload.Net;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Training by another build of Lanewise, whose jar ({@code cli.jar} or {@code benchmarks.jar}) has a class loader of its own. It is driven
 * through what its README shows, which any build has: layers, trainer, data set and listener. The listener, called after each
 * step, holds training where its turn ends.
 */
public final class OtherBuild {
    /** The package that the data set has been in, newest first. */
    private static final List<String> FASHION_MNIST =
            List.of("dev.lanewise.data.fetch.FashionMnist", "dev.lanewise.data.FashionMnist");

    private final ClassLoader loader;

    private OtherBuild(Path jar) throws MalformedURLException {
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /**
     * Begins training on Fashion-MNIST, as that build finds it.
     *
     * @throws IllegalArgumentException if the jar holds no build of Lanewise that can be driven
     */
    public static Training prepare(Path jar, TrainingJob job, int threads) {
        try {
            return new OtherBuild(jar).begin(job, threads);
        } catch (ReflectiveOperationException | MalformedURLException e) {
            throw new IllegalArgumentException(
                    jar + " holds no build of Lanewise that can be driven; take its cli.jar or benchmarks.jar", e);
        }
    }

    private Training begin(TrainingJob job, int threads) throws ReflectiveOperationException {
        StepGate gate = new StepGate();
        Object trainer = callStatic(type("train.Trainer"), "sgd", job.rate());
        trainer = call(trainer, "batchSize", job.batch());
        trainer = call(trainer, "epochs", Integer.MAX_VALUE);
        trainer = call(trainer, "threads", threads);
        trainer = call(trainer, "listener", listener(gate));
        Object training = trainer;
        Object net = net(job);
        Object images = call(callStatic(fashionMnist(), "load"), "train");
        gate.start(() -> call(training, "fit", net, images, null));
        return gate;
    }

    private Object net(TrainingJob job) throws ReflectiveOperationException {
        Class<?> dense = type("nn.Dense");
        int[] hidden = job.hidden();
        boolean drops = !job.dropout().isEmpty();
        Object layers = Array.newInstance(type("nn.Layer"), hidden.length * (drops ? 2 : 1) + 1);
        int next = 0;
        for (int layer = 0; layer < hidden.length; layer++) {
            Array.set(layers, next++, callStatic(dense, "relu", hidden[layer]));
            if (drops) {
                Array.set(layers, next++, callStatic(type("nn.Dropout"), "of", job.dropout(layer)));
            }
        }
        Array.set(layers, next, callStatic(dense, "linear", Net.CLASSES));
        return callStatic(type("nn.Sequential"), "of", layers);
    }

    private Object listener(StepGate gate) throws ReflectiveOperationException {
        Class<?> type = type("train.TrainingListener");
        return Proxy.newProxyInstance(loader, new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("step")) {
                gate.step((Float) arguments[3]);
                return null;
            }
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        });
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass("dev.lanewise." + name);
    }

    private Class<?> fashionMnist() throws ClassNotFoundException {
        try {
            return loader.loadClass(FASHION_MNIST.getFirst());
        } catch (ClassNotFoundException e) {
            return loader.loadClass(FASHION_MNIST.getLast());
        }
    }

    private static Object call(Object on, String name, Object... arguments) throws ReflectiveOperationException {
        return invoke(on.getClass(), on, name, arguments);
    }

    private static Object callStatic(Class<?> type, String name, Object... arguments)
            throws ReflectiveOperationException {
        return invoke(type, null, name, arguments);
    }

    /** Of several methods of this name there is one with so many parameters. */
    private static Object invoke(Class<?> type, Object on, String name, Object[] arguments)
            throws ReflectiveOperationException {
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type.getName() + "." + name));
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
