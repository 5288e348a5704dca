# 在 Windows 上打包（尚未在 Windows 上试过）。
# 需要：Windows 10 或更新的 64 位系统，Python 3.11 或更新版本，首次打包要能下载程序库。
# 用法：在仓库根目录打开 PowerShell，运行  powershell -ExecutionPolicy Bypass -File shipping\windows\build.ps1
# 本文件要带 BOM 保存：Windows 自带的 PowerShell 5.1 靠它认出 UTF-8。
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

# PowerShell 5.1 不会因为程序返回错误码而停下，所以每一步都要看一眼。
function Invoke-Step([string]$What, [scriptblock]$Step) {
    & $Step
    if ($LASTEXITCODE -ne 0) { throw "$What 没有成功，错误码 $LASTEXITCODE" }
}

$python = ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) {
    Invoke-Step "建立 .venv" { python -m venv .venv }
}
Invoke-Step "安装程序库" {
    & $python -m pip install --require-hashes --no-deps --only-binary :all: -r requirements-dev.txt
}
Invoke-Step "打包" {
    & $python -m PyInstaller --noconfirm --distpath build\dist --workpath build\work build.spec
}
Invoke-Step "自检" { & "build\dist\dianping-taizhang\dianping-taizhang-console.exe" self-test }

$zip = "build\dist\dianping-taizhang-windows.zip"
Compress-Archive -Force -Path build\dist\dianping-taizhang -DestinationPath $zip
Write-Output "完成：$zip（解压即用；旁边放一个名为 data 的文件夹就是便携模式）"
