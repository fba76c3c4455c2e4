# Writes the path of the Maven to use: for mvnw.cmd; mvnw is the same for other systems.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
try {
    $installed = Get-Command mvn -ErrorAction SilentlyContinue
    if ($installed) {
        $said = (& $installed.Source -v) -join ' '
        if ($said -match 'Apache Maven (\d+)\.(\d+)' -and
            ([int]$Matches[1] -gt 3 -or ([int]$Matches[1] -eq 3 -and [int]$Matches[2] -ge 8))) {
            Write-Output $installed.Source
            exit 0
        }
    }
    $lines = Get-Content (Join-Path $PSScriptRoot 'maven-wrapper.properties') | Where-Object { $_ -notmatch '^#' }
    $properties = ConvertFrom-StringData ($lines -join "`n")
    $url = $properties.distributionUrl
    $archive = $url.Substring($url.LastIndexOf('/') + 1)
    $name = $archive.Replace('-bin.tar.gz', '')
    $base = $env:MAVEN_USER_HOME
    if (-not $base) { $base = Join-Path $env:USERPROFILE '.m2' }
    $store = Join-Path $base 'wrapper\guildhall'
    $maven = Join-Path $store $name
    if (-not (Test-Path (Join-Path $maven 'bin\mvn.cmd'))) {
        [Console]::Error.WriteLine("mvnw: downloading $url")
        $work = Join-Path $store ('download.' + [guid]::NewGuid())
        New-Item -ItemType Directory -Force $work | Out-Null
        try {
            $file = Join-Path $work $archive
            [Net.ServicePointManager]::SecurityProtocol =
                [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
            Invoke-WebRequest -UseBasicParsing $url -OutFile $file
            $actual = (Get-FileHash -Algorithm SHA512 $file).Hash
            if ($actual -ne $properties.distributionSha512Sum) { throw "$url has the SHA-512 $actual" }
            & tar.exe -xzf $file -C $work
            if ($LASTEXITCODE -ne 0) { throw "tar cannot unpack $file" }
            Move-Item (Join-Path $work $name) $maven
        }
        finally {
            Remove-Item -Recurse -Force $work
        }
    }
    Write-Output (Join-Path $maven 'bin\mvn.cmd')
}
catch {
    [Console]::Error.WriteLine("mvnw: $_")
    exit 1
}
