package dev.lanewise.cli.plugin;

import dev.lanewise.spi.RegularizerProvider;

/** The parent of plug-ins: shows them the JDK and {@code dev.lanewise.spi}, and none of our libraries or their files. */
final class SpiClassLoader extends ClassLoader {
    private static final String SPI = RegularizerProvider.class.getPackageName() + ".";

    SpiClassLoader() {
        super("lanewise-spi", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(SPI)) {
            return RegularizerProvider.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
