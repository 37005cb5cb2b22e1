package io.lockward.protocol.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;

/// How this wire reads JSON: UTF-8 only, bounded in depth, strings and numbers, no duplicate keys, nothing after the
/// end, no guessing (Jackson's defaults accept all of these).
final class StrictJson {
    static final JsonMapper MAPPER = mapper(4 * 1024);

    private StrictJson() {}

    /// The same with another bound.
    ///
    /// @param maxStringLength in characters
    static JsonMapper mapper(int maxStringLength) {
        return JsonMapper.builder(JsonFactory.builder()
                        .disable(JsonFactory.Feature.CHARSET_DETECTION)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(8)
                                .maxStringLength(maxStringLength)
                                .maxNameLength(128)
                                .maxNumberLength(32)
                                .build())
                        .build())
                .addModule(new WireModule())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();
    }

    /// What was wrong, by the path of field names and our own words; nothing of the payload's values.
    static String explain(JacksonException e) {
        String words = e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof NullPointerException
                ? e.getCause().getMessage() + ""
                : e.getClass().getSimpleName();
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return path + ": " + words;
        }
        return words;
    }
}
