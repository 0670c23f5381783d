/* Holds a file open as Excel and WPS do, so that nobody else may write to it: hold.exe FILE SECONDS. For try.sh only. */
#include <stdlib.h>
#include <windows.h>

int wmain(int count, wchar_t **words)
{
    if (count != 3)
        return 2;
    HANDLE file = CreateFileW(words[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 1;
    Sleep(1000 * _wtoi(words[2]));
    return 0;
}
