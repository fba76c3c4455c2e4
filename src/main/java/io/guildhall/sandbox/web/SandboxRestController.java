package io.guildhall.sandbox.web;

import java.util.UUID;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.checkout.AttemptSummary;
import io.guildhall.sandbox.SandboxAct;
import io.guildhall.sandbox.SandboxDoor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** The sandbox, for programs. */
@Tag(name = "Online payments")
@RestController
@RequestMapping("/api/v1/online-payments")
@RequiredArgsConstructor
class SandboxRestController {

	private final SandboxDoor sandbox;

	@Operation(summary = "Makes the sandbox do something with it, to try a program out; refused for other providers")
	@PostMapping("/{id}/sandbox")
	AttemptSummary tryOut(@PathVariable UUID id, @Valid @RequestBody SandboxRequest request) {
		return sandbox.actOn(id, request.act());
	}

	record SandboxRequest(@NotNull SandboxAct act) {
	}

}
