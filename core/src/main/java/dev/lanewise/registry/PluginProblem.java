package dev.lanewise.registry;

/**
 * Something that could not be loaded. It matters only if it is asked for.
 *
 * @param origin the jar or folder
 * @param name the regularizer's name if it got that far; else empty
 * @param message a clause that follows the name of the jar, and says what to do
 */
public record PluginProblem(Origin origin, String name, String message) {
    /** One sentence. */
    @Override
    public String toString() {
        return origin + " " + message;
    }
}
