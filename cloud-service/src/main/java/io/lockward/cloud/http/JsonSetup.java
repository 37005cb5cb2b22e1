package io.lockward.cloud.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockward.protocol.wire.WireModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/// The JSON of the HTTP interface: the words of the wire, absent values as `null`, nothing guessed from wrong types.
@Singleton
final class JsonSetup implements ObjectMapperCustomizer {
    @Override
    @SuppressWarnings("deprecation") // the mapper exists already; only its setters can still be used
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new WireModule());
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);
        mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
    }

    @Override
    public int priority() {
        return MINIMUM_PRIORITY; // last, so that the wire's instants win
    }
}
