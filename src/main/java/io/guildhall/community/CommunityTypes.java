package io.guildhall.community;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A set of types as one text: {@code INTEREST,PRODUCT}, in the order of the enum. */
@Converter
class CommunityTypes implements AttributeConverter<Set<CommunityType>, String> {

	@Override
	public String convertToDatabaseColumn(Set<CommunityType> types) {
		return types.stream().sorted().map(CommunityType::name).collect(Collectors.joining(","));
	}

	@Override
	public Set<CommunityType> convertToEntityAttribute(String text) {
		Set<CommunityType> types = EnumSet.noneOf(CommunityType.class);
		Arrays.stream(text.split(",")).filter(type -> !type.isEmpty()).map(CommunityType::valueOf).forEach(types::add);
		return types;
	}

}
