package io.lockward.signer.config;

/// Something wrong with the configuration file.
///
/// @param line where, from 1; 0 when it is about what is not there
/// @param words what is wrong and what to do
public record Problem(int line, String words) {
    @Override
    public String toString() {
        return line == 0 ? words : "line " + line + ": " + words;
    }
}
