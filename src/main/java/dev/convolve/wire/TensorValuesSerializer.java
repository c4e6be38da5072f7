package dev.convolve.wire;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Lets records that are written as JSON hold tensors.
 */
public final class TensorValuesSerializer extends ValueSerializer<TensorValues> {

	@Override
	public void serialize(TensorValues values, JsonGenerator generator, SerializationContext context) {
		TensorWriter.write(values, generator);
	}

}
