package io.guildhall.shared.web;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.util.ReflectionUtils;

/**
 * Reads the ids of modules, records with an {@code of(String)}. A choice that was left
 * open sends an empty text, which is no id, and not a wrong one.
 */
class IdConverter implements ConditionalGenericConverter {

	@Override
	public boolean matches(TypeDescriptor source, TypeDescriptor target) {
		return target.getType().isRecord() && reader(target.getType()) != null;
	}

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		return Set.of(new ConvertiblePair(String.class, Record.class));
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		Method reader = reader(targetType.getType());
		return (source == null || source.toString().isBlank() || reader == null) ? null
				: ReflectionUtils.invokeMethod(reader, null, source.toString());
	}

	private static @Nullable Method reader(Class<?> type) {
		Method reader = ReflectionUtils.findMethod(type, "of", String.class);
		return (reader != null && Modifier.isStatic(reader.getModifiers()) && reader.getReturnType() == type) ? reader
				: null;
	}

}
