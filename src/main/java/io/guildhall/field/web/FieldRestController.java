package io.guildhall.field.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.field.FieldDetails;
import io.guildhall.field.FieldId;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldOfMember;
import io.guildhall.field.FieldOption;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Fields and their values for programs. */
@Tag(name = "Fields")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class FieldRestController {

	private final FieldService fields;

	private final FieldValues values;

	private final Idempotency idempotency;

	@Operation(summary = "The fields in their order, archived ones last")
	@GetMapping("/fields")
	Slice<FieldDetails> list() {
		return Slice.whole(fields.list());
	}

	@Operation(summary = "A field")
	@GetMapping("/fields/{id}")
	ResponseEntity<FieldDetails> get(@PathVariable FieldId id) {
		FieldDetails field = fields.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(field.version())).body(field);
	}

	@Operation(summary = "Makes a field")
	@PostMapping("/fields")
	ResponseEntity<FieldDetails> add(@Valid @RequestBody FieldRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		List<FieldOption> options = (request.options() == null) ? List.of()
				: request.options().stream().map(FieldOption::named).toList();
		FieldId id = idempotency.once(key, request, FieldId.class,
				() -> fields.add(request.name(), request.kind(), options));
		return ResponseEntity.created(URI.create("/api/v1/fields/" + id)).body(fields.get(id));
	}

	@Operation(summary = "Changes the name and the options; an option that is left out is archived")
	@PutMapping("/fields/{id}")
	FieldDetails change(@PathVariable FieldId id, @Valid @RequestBody ChangeRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		List<FieldOption> options = (request.options() == null) ? List.of()
				: request.options().stream().map(OptionRequest::option).toList();
		return fields.change(id, request.name(), options, Versions.of(ifMatch));
	}

	@Operation(summary = "Asks for a field no more; its values stay")
	@PostMapping("/fields/{id}/archive")
	FieldDetails archive(@PathVariable FieldId id) {
		fields.archive(id);
		return fields.get(id);
	}

	@Operation(summary = "Asks for an archived field again")
	@PostMapping("/fields/{id}/restore")
	FieldDetails restore(@PathVariable FieldId id) {
		fields.restore(id);
		return fields.get(id);
	}

	@Operation(summary = "Moves a field one place up or down")
	@PostMapping("/fields/{id}/move")
	Slice<FieldDetails> move(@PathVariable FieldId id, @Valid @RequestBody MoveRequest request) {
		fields.move(id, request.up());
		return list();
	}

	@Operation(summary = "What the fields say of a member")
	@GetMapping("/members/{id}/fields")
	Slice<FieldOfMember> of(@PathVariable MemberId id) {
		return Slice.whole(values.of(id));
	}

	@Operation(summary = "Writes values by the key of their field; null clears one, what is not named stays")
	@PatchMapping("/members/{id}/fields")
	Slice<FieldOfMember> set(@PathVariable MemberId id, @Valid @RequestBody ValuesRequest request) {
		return Slice.whole(values.set(id, request.values(), request.seen()));
	}

	record FieldRequest(@NotBlank @Size(max = 60) String name, @NotNull FieldKind kind,
			@Nullable List<@NotNull @Size(max = 60) String> options) {
	}

	record ChangeRequest(@NotBlank @Size(max = 60) String name, @Nullable List<@Valid @NotNull OptionRequest> options) {
	}

	record OptionRequest(@Nullable UUID id, @NotBlank @Size(max = 60) String name) {

		FieldOption option() {
			return new FieldOption(id, name, false);
		}
	}

	record MoveRequest(boolean up) {
	}

	record ValuesRequest(@NotNull Map<String, @Nullable String> values, @Nullable Map<String, String> seen) {
	}

}
