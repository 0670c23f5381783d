REM Fills in a blank form in LibreOffice: types into cells of the protected sheet, lets the program recalculate what
REM depends on them, and saves the form in each format.
REM The environment names the folder with the blank form and the list of cells; the list has a line a cell:
REM column, row, n for a number or t for text, the value, parted by tabs.

Sub Fill
    Dim folder As String
    Dim book As Object
    On Error Goto Failed
    folder = Environ("ZIPING_FOLDER") & "/"
    book = Opened(folder)
    TypeInto(book, folder & "cells.tsv")
    SaveAs(book, folder & "filled.xlsx", "Calc MS Excel 2007 XML")
    SaveAs(book, folder & "filled.xls", "MS Excel 97")
    SaveAs(book, folder & "filled.ods", "calc8")
    book.close(True)
    StarDesktop.terminate()
    Exit Sub
Failed:
    Tell(folder, "line " & Erl & ": " & Error$)
End Sub

REM Takes off the protection, inserts a row where ZIPING_ROW says and types the cells of more.tsv there: first as it
REM is, then filled down from the row above.
Sub Insert
    Dim folder As String
    Dim book As Object
    Dim sheet As Object
    Dim above As Object
    Dim at As Long
    On Error Goto Failed
    folder = Environ("ZIPING_FOLDER") & "/"
    at = CLng(Environ("ZIPING_ROW"))
    book = Opened(folder)
    TypeInto(book, folder & "cells.tsv")
    sheet = book.Sheets.getByIndex(0)
    sheet.unprotect("")
    sheet.Rows.insertByIndex(at, 1)
    TypeInto(book, folder & "more.tsv")
    SaveAs(book, folder & "inserted.xlsx", "Calc MS Excel 2007 XML")
    above = sheet.getCellRangeByPosition(0, at - 1, 40, at - 1)
    sheet.copyRange(sheet.getCellByPosition(0, at).CellAddress, above.RangeAddress)
    TypeInto(book, folder & "more.tsv")
    SaveAs(book, folder & "filled-down.xlsx", "Calc MS Excel 2007 XML")
    book.close(True)
    StarDesktop.terminate()
    Exit Sub
Failed:
    Tell(folder, "line " & Erl & ": " & Error$)
End Sub

Sub Tell(folder As String, what As String)
    Open folder & "failed.txt" For Output As #1
    Print #1, what
    Close #1
    StarDesktop.terminate()
End Sub

Function Opened(folder As String) As Object
    Dim hidden
    hidden = Array(Named("Hidden", True))
    Opened = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "blank.xlsx"), "_blank", 0, hidden)
End Function

Sub TypeInto(book As Object, path As String)
    Dim sheet As Object
    Dim reader As Object
    Dim cell As Object
    Dim parts
    sheet = book.Sheets.getByIndex(0)
    reader = LinesOf(path)
    Do While Not reader.isEOF()
        parts = Split(reader.readLine(), Chr(9))
        If UBound(parts) = 3 Then
            cell = sheet.getCellByPosition(CLng(parts(0)), CLng(parts(1)))
            If parts(2) = "n" Then
                cell.setValue(Val(parts(3)))
            Else
                cell.setString(parts(3))
            End If
        End If
    Loop
End Sub

Function Named(name As String, content As Variant) As Object
    Dim property As New com.sun.star.beans.PropertyValue
    property.Name = name
    property.Value = content
    Named = property
End Function

Function LinesOf(path As String) As Object
    Dim files As Object
    Dim reader As Object
    files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    reader = createUnoService("com.sun.star.io.TextInputStream")
    reader.setInputStream(files.openFileRead(ConvertToURL(path)))
    reader.setEncoding("UTF-8")
    LinesOf = reader
End Function

Sub SaveAs(book As Object, path As String, filter As String)
    book.storeToURL(ConvertToURL(path), Array(Named("FilterName", filter)))
End Sub
